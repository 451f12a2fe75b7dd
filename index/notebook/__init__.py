"""What the user made: kept where no rebuild reaches."""
