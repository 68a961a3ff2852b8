DROP INDEX `delivery_causes_rule`;--> statement-breakpoint
DROP INDEX `decisions_notified`;--> statement-breakpoint
CREATE INDEX `decisions_notified` ON `decisions` (`at`,`rule_id`,`incident_id`) WHERE outcome = 'notify';--> statement-breakpoint
CREATE TABLE `__new_incident_labels` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`incident_id` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`organization_id`, `kind`, `key`, `incident_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_incident_labels`(`organization_id`, `kind`, `key`, `incident_id`, `label`) SELECT `organization_id`, `kind`, `key`, `incident_id`, `label` FROM `incident_labels` ORDER BY 1, 2, 3, 4;
--> statement-breakpoint
DROP TABLE `incident_labels`;
--> statement-breakpoint
ALTER TABLE `__new_incident_labels` RENAME TO `incident_labels`;
--> statement-breakpoint
CREATE INDEX `incident_labels_incident` ON `incident_labels` (`incident_id`);
--> statement-breakpoint
CREATE TABLE `__new_incident_mails` (
	`delivery_id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`address` text NOT NULL,
	`seq` integer NOT NULL,
	`told` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_incident_mails`(`delivery_id`, `incident_id`, `address`, `seq`, `told`) SELECT `delivery_id`, `incident_id`, `address`, `seq`, `told` FROM `incident_mails` ORDER BY 1;
--> statement-breakpoint
DROP TABLE `incident_mails`;
--> statement-breakpoint
ALTER TABLE `__new_incident_mails` RENAME TO `incident_mails`;
--> statement-breakpoint
CREATE INDEX `incident_mails_recipient` ON `incident_mails` (`incident_id`,`address`,`seq`,`delivery_id`);
