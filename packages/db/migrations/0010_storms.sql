CREATE TABLE `storm_buckets` (
	`organization_id` text NOT NULL,
	`address` text NOT NULL,
	`other` integer NOT NULL,
	`urgent` integer NOT NULL,
	`other_digest` text,
	`urgent_digest` text,
	PRIMARY KEY(`organization_id`, `address`)
);
--> statement-breakpoint
DROP INDEX `deliveries_unhappy`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `escalates` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_folded` ON `deliveries` (`folded_into`) WHERE folded_into is not null;--> statement-breakpoint
CREATE INDEX `deliveries_unsettled` ON `deliveries` (`state`,`settled_at`) WHERE state in ('inDoubt', 'failed') or (state = 'held' and settled_at is null);