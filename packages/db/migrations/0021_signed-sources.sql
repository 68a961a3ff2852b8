CREATE TABLE `signed_messages` (
	`source_id` text NOT NULL,
	`message_id` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`taken` integer DEFAULT false NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`source_id`, `message_id`),
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `signed_messages_expires` ON `signed_messages` (`expires_at`);--> statement-breakpoint
CREATE TABLE `source_signing_secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `source_signing_secrets_source` ON `source_signing_secrets` (`source_id`);--> statement-breakpoint
ALTER TABLE `sources` ADD `signed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `key_in_path` integer DEFAULT false NOT NULL;