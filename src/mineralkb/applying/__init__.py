"""Which provisions bear on a shipment on a day, which may, and what would settle it."""
