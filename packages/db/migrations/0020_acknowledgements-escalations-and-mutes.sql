CREATE TABLE `acknowledgements` (
	`id` integer PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`at` integer NOT NULL,
	`acknowledged_by` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `acknowledgements_incident` ON `acknowledgements` (`incident_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `acknowledgements_standing` ON `acknowledgements` (`incident_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `escalations` (
	`id` integer PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`change_id` text NOT NULL,
	`begun_at` integer NOT NULL,
	`tier` integer NOT NULL,
	`told_at` integer NOT NULL,
	`due_at` integer,
	`told` text NOT NULL,
	`ended` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `escalations_pending` ON `escalations` (`incident_id`,`rule_id`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `escalations_incident` ON `escalations` (`incident_id`);--> statement-breakpoint
CREATE INDEX `escalations_due` ON `escalations` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `mutes` (
	`incident_id` text NOT NULL,
	`address` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`incident_id`, `address`)
);
--> statement-breakpoint
ALTER TABLE `deliveries` ADD `escalation` text;