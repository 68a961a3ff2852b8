-- Redirects that were recorded before they had a column of their own stand in the layers: one of them holds the word that won.
UPDATE `incidents` SET `redirect_since` = `change_count`, `redirect_to_id` = (
  SELECT `target`.`id`
  FROM json_each(`incidents`.`layers`) AS `layer`
  JOIN `incidents` AS `target`
    ON `target`.`organization_id` = `incidents`.`organization_id`
    AND `target`.`authority` = `incidents`.`authority`
    AND `target`.`external_id` = json_extract(`layer`.`value`, '$.facts.redirectTo')
  WHERE `target`.`id` <> `incidents`.`id`
)
WHERE EXISTS (
  SELECT 1 FROM json_each(`incidents`.`layers`) AS `layer`
  WHERE json_extract(`layer`.`value`, '$.facts.redirectTo') IS NOT NULL
);
