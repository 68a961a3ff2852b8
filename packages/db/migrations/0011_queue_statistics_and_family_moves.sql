CREATE TABLE `family_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`from_family_id` text NOT NULL,
	`to_family_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `family_moves_recent` ON `family_moves` (`organization_id`,`at`);--> statement-breakpoint
CREATE TABLE `incident_labels` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`incident_id` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`organization_id`, `kind`, `key`, `incident_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incident_labels_incident` ON `incident_labels` (`incident_id`);--> statement-breakpoint
DROP INDEX `incidents_recent`;--> statement-breakpoint
CREATE INDEX `incidents_queue` ON `incidents` (`organization_id`,`last_change_at`,`number`,`severity`,`status`,`assigned_to`,`source_id`,`stub`,`title`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_notified` ON `decisions` (`rule_id`,`at`,`incident_id`) WHERE outcome = 'notify';--> statement-breakpoint
CREATE INDEX `delivery_causes_rule` ON `delivery_causes` (`rule_id`,`delivery_id`);