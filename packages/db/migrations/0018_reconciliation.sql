CREATE TABLE `reconciliation_findings` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`why` text NOT NULL,
	`organization_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`change_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`address` text NOT NULL,
	`delivery_id` text,
	`found_at` integer NOT NULL,
	`seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reconciliation_findings_once` ON `reconciliation_findings` (`change_id`,`rule_id`,`address`,`why`);--> statement-breakpoint
CREATE INDEX `reconciliation_findings_open` ON `reconciliation_findings` (`seen_at`,`id`);--> statement-breakpoint
CREATE TABLE `reconciliation_rounds` (
	`round` text PRIMARY KEY NOT NULL,
	`through` text NOT NULL,
	`checked_at` integer NOT NULL
);
