CREATE TABLE `source_polls` (
	`source_id` text PRIMARY KEY NOT NULL,
	`setting` text NOT NULL,
	`secrets` text NOT NULL,
	`state` text NOT NULL,
	`next_at` integer NOT NULL,
	`leased_until` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_success_at` integer,
	`last_fault` text,
	`skew_ms` integer DEFAULT 0 NOT NULL,
	`secret_in_use` text,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_polls_due` ON `source_polls` (`next_at`);