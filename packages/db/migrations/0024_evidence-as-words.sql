CREATE VIRTUAL TABLE `evidence_words` USING fts5(
	`words`,
	`incident_id` UNINDEXED,
	content='',
	contentless_delete=1,
	contentless_unindexed=1,
	detail=none,
	tokenize="ascii tokenchars '_'"
);
--> statement-breakpoint
CREATE VIRTUAL TABLE `evidence_terms` USING fts5vocab(`evidence_words`, instance);
--> statement-breakpoint
INSERT INTO `evidence_words`(`words`, `incident_id`) SELECT group_concat(lower(`type` || '_' || hex(`key`)), ' '), `incident_id` FROM `evidence` GROUP BY `incident_id`;
--> statement-breakpoint
-- A program of before that still runs writes into the table that it knows, and its evidence is found all the same.
CREATE TRIGGER `evidence_as_words` AFTER INSERT ON `evidence` BEGIN
	INSERT INTO `evidence_words`(`words`, `incident_id`) VALUES (lower(new.`type` || '_' || hex(new.`key`)), new.`incident_id`);
END;
