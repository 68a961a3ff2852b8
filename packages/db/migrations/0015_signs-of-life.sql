ALTER TABLE `payload_problems` ADD `looks_like` text;--> statement-breakpoint
CREATE INDEX `payload_problems_open` ON `payload_problems` (`source_id`,`id`) WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX `payload_problems_received` ON `payload_problems` (`received_at`);--> statement-breakpoint
ALTER TABLE `sources` ADD `silent_after_minutes` integer;--> statement-breakpoint
ALTER TABLE `sources` ADD `longest_pause_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `pauses` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `silent_since` integer;--> statement-breakpoint
ALTER TABLE `sources` ADD `failures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sources` ADD `failing_since` integer;--> statement-breakpoint
CREATE INDEX `payloads_received` ON `payloads` (`received_at`);