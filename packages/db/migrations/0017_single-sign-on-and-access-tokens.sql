ALTER TABLE `access_tokens` ADD `role` text;--> statement-breakpoint
ALTER TABLE `access_tokens` ADD `device_groups` text;--> statement-breakpoint
ALTER TABLE `role_assignments` ADD `given_by` text;