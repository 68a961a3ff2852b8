CREATE TABLE `former_users` (
	`organization_id` text NOT NULL,
	`email` text NOT NULL,
	`removed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `email`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `attempts` ADD `remade` text;