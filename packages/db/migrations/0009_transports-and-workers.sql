CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`facts` text NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `workers_seen` ON `workers` (`seen_at`);--> statement-breakpoint
CREATE TABLE `transport_choice` (
	`id` integer PRIMARY KEY NOT NULL,
	`active` text,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `transport_tests` (
	`id` text PRIMARY KEY NOT NULL,
	`settings` text NOT NULL,
	`secrets` text NOT NULL,
	`address` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`steps` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `transports` (
	`kind` text PRIMARY KEY NOT NULL,
	`settings` text NOT NULL,
	`secrets` text NOT NULL,
	`secrets_set_at` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
