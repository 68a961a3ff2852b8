CREATE TABLE `all_clear` (
	`id` integer PRIMARY KEY NOT NULL,
	`setting` text NOT NULL,
	`address` text,
	`host` text,
	`mailed_at` integer,
	`called_at` integer,
	`said` text,
	`api_took_at` integer
);
--> statement-breakpoint
CREATE TABLE `mail_roads` (
	`id` integer PRIMARY KEY NOT NULL,
	`road` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `deliveries` ADD `via` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `urgent` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_turn` ON `jobs` (`urgent`,`due_at`);