DROP INDEX `deliveries_open`;
--> statement-breakpoint
DROP INDEX `decisions_recent`;
--> statement-breakpoint
CREATE TABLE `__new_evidence` (
	`organization_id` text NOT NULL,
	`type` text NOT NULL,
	`key` text NOT NULL,
	`incident_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `type`, `key`, `incident_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_evidence`(`organization_id`, `type`, `key`, `incident_id`) SELECT DISTINCT `organization_id`, `type`, `key`, `incident_id` FROM `evidence`;
--> statement-breakpoint
DROP TABLE `evidence`;
--> statement-breakpoint
ALTER TABLE `__new_evidence` RENAME TO `evidence`;
--> statement-breakpoint
CREATE TABLE `__new_told` (
	`rule_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`change_id` text NOT NULL,
	`at` integer NOT NULL,
	`severity` text NOT NULL,
	PRIMARY KEY(`incident_id`, `rule_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_told`(`rule_id`, `incident_id`, `change_id`, `at`, `severity`) SELECT `rule_id`, `incident_id`, `change_id`, `at`, `severity` FROM `told`;
--> statement-breakpoint
DROP TABLE `told`;
--> statement-breakpoint
ALTER TABLE `__new_told` RENAME TO `told`;
--> statement-breakpoint
CREATE TABLE `__new_delivery_causes` (
	`change_id` text NOT NULL,
	`address` text NOT NULL,
	`rule_id` text NOT NULL,
	`delivery_id` text NOT NULL,
	PRIMARY KEY(`change_id`, `address`, `rule_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_delivery_causes`(`change_id`, `address`, `rule_id`, `delivery_id`) SELECT `change_id`, `address`, `rule_id`, `delivery_id` FROM `delivery_causes`;
--> statement-breakpoint
DROP TABLE `delivery_causes`;
--> statement-breakpoint
ALTER TABLE `__new_delivery_causes` RENAME TO `delivery_causes`;
--> statement-breakpoint
CREATE INDEX `delivery_causes_delivery` ON `delivery_causes` (`delivery_id`);
--> statement-breakpoint
CREATE TABLE `__new_incident_device_groups` (
	`incident_id` text NOT NULL,
	`device_group_id` text NOT NULL,
	PRIMARY KEY(`incident_id`, `device_group_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_incident_device_groups`(`incident_id`, `device_group_id`) SELECT `incident_id`, `device_group_id` FROM `incident_device_groups`;
--> statement-breakpoint
DROP TABLE `incident_device_groups`;
--> statement-breakpoint
ALTER TABLE `__new_incident_device_groups` RENAME TO `incident_device_groups`;
--> statement-breakpoint
CREATE INDEX `incident_device_groups_group` ON `incident_device_groups` (`device_group_id`);
--> statement-breakpoint
CREATE TABLE `__new_jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`payload` text NOT NULL,
	`due_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_jobs`(`id`, `name`, `payload`, `due_at`) SELECT `id`, `name`, `payload`, `due_at` FROM `jobs`;
--> statement-breakpoint
DROP TABLE `jobs`;
--> statement-breakpoint
ALTER TABLE `__new_jobs` RENAME TO `jobs`;
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`);
--> statement-breakpoint
CREATE TABLE `__new_attempts` (
	`delivery_id` text NOT NULL,
	`number` integer NOT NULL,
	`redrive` integer NOT NULL,
	`fence` integer NOT NULL,
	`transport` text NOT NULL,
	`destination` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text,
	PRIMARY KEY(`delivery_id`, `number`),
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_attempts`(`delivery_id`, `number`, `redrive`, `fence`, `transport`, `destination`, `started_at`, `ended_at`, `outcome`) SELECT `delivery_id`, `number`, `redrive`, `fence`, `transport`, `destination`, `started_at`, `ended_at`, `outcome` FROM `attempts`;
--> statement-breakpoint
DROP TABLE `attempts`;
--> statement-breakpoint
ALTER TABLE `__new_attempts` RENAME TO `attempts`;
--> statement-breakpoint
DROP INDEX `incident_mails_recipient`;
--> statement-breakpoint
CREATE INDEX `incident_mails_recipient` ON `incident_mails` (`incident_id`,`address`,`seq`,`delivery_id`);
