CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`deliveries` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_limits` (
	`road` text PRIMARY KEY NOT NULL,
	`interval_ms` integer NOT NULL,
	`next_at` integer NOT NULL,
	`closing` text
);
--> statement-breakpoint
ALTER TABLE `attempts` ADD `batch` text;--> statement-breakpoint
CREATE INDEX `attempts_batch` ON `attempts` (`batch`) WHERE batch is not null;