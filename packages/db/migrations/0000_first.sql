CREATE TABLE `access_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`organization_id` text,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_tokens_hash_unique` ON `access_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`password_hash` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `installation` (
	`id` integer PRIMARY KEY NOT NULL,
	`set_up_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `role_assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`organization_id` text,
	`device_groups` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `role_assignments_user` ON `role_assignments` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `attempts` (
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
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`message_kind` text NOT NULL,
	`address` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`bundle` text NOT NULL,
	`severity` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`redrive` integer DEFAULT 0 NOT NULL,
	`first_attempt_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`crashes` integer DEFAULT 0 NOT NULL,
	`folded_into` text,
	`redrive_of` text,
	`message` text,
	`created_at` integer NOT NULL,
	`sealed_at` integer,
	`settled_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_dedupe` ON `deliveries` (`organization_id`,`address`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `deliveries_open` ON `deliveries` (`bundle`) WHERE state = 'waiting' and sealed_at is null;--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `deliveries_leased` ON `deliveries` (`lease_until`) WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX `deliveries_recent` ON `deliveries` (`organization_id`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_bundle` ON `deliveries` (`bundle`);--> statement-breakpoint
CREATE TABLE `mails` (
	`delivery_id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`mail` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `device_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`rank` integer NOT NULL,
	`conditions` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `device_groups_organization` ON `device_groups` (`organization_id`,`rank`);--> statement-breakpoint
CREATE TABLE `devices` (
	`organization_id` text NOT NULL,
	`key` text NOT NULL,
	`device` text NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `key`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `devices_recent` ON `devices` (`organization_id`,`last_seen_at`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`incident_id` text NOT NULL,
	`key` text NOT NULL,
	`severity` text NOT NULL,
	`alert` text NOT NULL,
	`first_seq` integer NOT NULL,
	PRIMARY KEY(`incident_id`, `key`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`incident_id` text NOT NULL,
	`alert_key` text NOT NULL,
	`type` text NOT NULL,
	`key` text NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`incident_id`, `alert_key`, `type`, `key`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evidence_value` ON `evidence` (`organization_id`,`type`,`key`);--> statement-breakpoint
CREATE TABLE `incident_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`source_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`kinds` text NOT NULL,
	`detail` text NOT NULL,
	`judged` text NOT NULL,
	`knowledge_revision` integer NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incident_changes_seq` ON `incident_changes` (`incident_id`,`seq`);--> statement-breakpoint
CREATE INDEX `incident_changes_recent` ON `incident_changes` (`organization_id`,`at`);--> statement-breakpoint
CREATE TABLE `incident_device_groups` (
	`incident_id` text NOT NULL,
	`device_group_id` text NOT NULL,
	PRIMARY KEY(`incident_id`, `device_group_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incident_device_groups_group` ON `incident_device_groups` (`device_group_id`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`source_id` text NOT NULL,
	`number` integer NOT NULL,
	`authority` text NOT NULL,
	`external_id` text NOT NULL,
	`family_id` text NOT NULL,
	`stub` integer NOT NULL,
	`layers` text NOT NULL,
	`claimed_own` text NOT NULL,
	`claimed_alerts` text NOT NULL,
	`title` text NOT NULL,
	`severity` text NOT NULL,
	`status` text NOT NULL,
	`assigned_to` text,
	`change_count` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_change_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_identity` ON `incidents` (`organization_id`,`authority`,`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_number` ON `incidents` (`organization_id`,`number`);--> statement-breakpoint
CREATE INDEX `incidents_family` ON `incidents` (`family_id`);--> statement-breakpoint
CREATE INDEX `incidents_recent` ON `incidents` (`organization_id`,`last_change_at`);--> statement-breakpoint
CREATE TABLE `payloads` (
	`change_id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`deflated` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`payload` text NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`);--> statement-breakpoint
CREATE TABLE `notification_rule_versions` (
	`rule_id` text NOT NULL,
	`version` integer NOT NULL,
	`rule` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text,
	`archived` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`rule_id`, `version`),
	FOREIGN KEY (`rule_id`) REFERENCES `notification_rules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notification_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name_key` text NOT NULL,
	`version` integer NOT NULL,
	`rule` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer,
	`needs_attention` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notification_rules_organization` ON `notification_rules` (`organization_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `notification_rules_name` ON `notification_rules` (`organization_id`,`name_key`) WHERE archived_at is null;--> statement-breakpoint
CREATE TABLE `decisions` (
	`change_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`decision` text NOT NULL,
	PRIMARY KEY(`change_id`, `rule_id`)
);
--> statement-breakpoint
CREATE INDEX `decisions_incident` ON `decisions` (`incident_id`);--> statement-breakpoint
CREATE INDEX `decisions_recent` ON `decisions` (`organization_id`,`at`);--> statement-breakpoint
CREATE TABLE `delivery_causes` (
	`change_id` text NOT NULL,
	`address` text NOT NULL,
	`rule_id` text NOT NULL,
	`delivery_id` text NOT NULL,
	PRIMARY KEY(`change_id`, `address`, `rule_id`)
);
--> statement-breakpoint
CREATE INDEX `delivery_causes_delivery` ON `delivery_causes` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `incident_mails` (
	`delivery_id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`address` text NOT NULL,
	`seq` integer NOT NULL,
	`told` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `incident_mails_recipient` ON `incident_mails` (`incident_id`,`address`,`seq`);--> statement-breakpoint
CREATE TABLE `told` (
	`rule_id` text NOT NULL,
	`incident_id` text NOT NULL,
	`change_id` text NOT NULL,
	`at` integer NOT NULL,
	`severity` text NOT NULL,
	PRIMARY KEY(`rule_id`, `incident_id`)
);
--> statement-breakpoint
CREATE INDEX `told_incident` ON `told` (`incident_id`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`tenant_id` text NOT NULL,
	`portal_url` text NOT NULL,
	`allowed_domains` text NOT NULL,
	`locale` text NOT NULL,
	`time_zone` text NOT NULL,
	`bundling` text NOT NULL,
	`knowledge_revision` integer DEFAULT 1 NOT NULL,
	`last_incident_number` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recipients` (
	`organization_id` text NOT NULL,
	`address` text NOT NULL,
	`locale` text NOT NULL,
	`time_zone` text NOT NULL,
	`required` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `address`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `payload_problems` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`source_id` text NOT NULL,
	`index` integer NOT NULL,
	`path` text NOT NULL,
	`problem` text NOT NULL,
	`payload` text NOT NULL,
	`received_at` integer NOT NULL,
	`resolved_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payload_problems_source` ON `payload_problems` (`source_id`,`id`);--> statement-breakpoint
CREATE TABLE `source_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_keys_hash_unique` ON `source_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `source_keys_source` ON `source_keys` (`source_id`);--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`settings` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_received_at` integer,
	`archived_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sources_organization` ON `sources` (`organization_id`);