CREATE TABLE `gathered_alerts` (
	`organization_id` text NOT NULL,
	`authority` text NOT NULL,
	`group_key` text NOT NULL,
	`alert_key` text NOT NULL,
	`generation` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `authority`, `group_key`, `alert_key`)
);
--> statement-breakpoint
DROP INDEX `incidents_identity`;--> statement-breakpoint
ALTER TABLE `incidents` ADD `generation` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `gathered_from` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `gathered_to` integer;--> statement-breakpoint
ALTER TABLE `incidents` ADD `lead_alert` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `redirect_to_id` text;--> statement-breakpoint
ALTER TABLE `incidents` ADD `redirect_since` integer;--> statement-breakpoint
CREATE INDEX `incidents_gathered` ON `incidents` (`organization_id`,`authority`,`external_id`,`gathered_from`) WHERE "incidents"."gathered_from" is not null;--> statement-breakpoint
CREATE INDEX `incidents_redirected` ON `incidents` (`redirect_to_id`) WHERE "incidents"."redirect_to_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_identity` ON `incidents` (`organization_id`,`authority`,`external_id`,`generation`);--> statement-breakpoint
ALTER TABLE `alerts` ADD `status` text DEFAULT 'active' NOT NULL;