CREATE TABLE `silenced_notifications` (
	`silence_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`change_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`silence_id`, `incident_id`, `change_id`, `rule_id`)
);
--> statement-breakpoint
CREATE TABLE `silences` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`silence` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	`warn_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `silences_organization` ON `silences` (`organization_id`,`ends_at`);--> statement-breakpoint
CREATE INDEX `silences_to_warn` ON `silences` (`warn_at`) WHERE warn_at is not null;