ALTER TABLE `deliveries` ADD `held_for` text;
