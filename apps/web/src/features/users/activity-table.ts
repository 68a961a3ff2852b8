import { type ActivityName, activities, type Role, roleHas } from "@tocsin/core/access";

/** How a role stands to an activity: by itself, beside Search and Purge, or not at all. */
export type Standing = "yes" | "withPurge" | "no";

/** By the same data by which the api decides. */
export const standingOf = (role: Role, activity: ActivityName): Standing => {
  const lacking = activities[activity].verbs.filter((verb) => !roleHas(role, verb));
  if (lacking.length === 0) return "yes";
  return lacking.every((verb) => roleHas("searchAndPurge", verb)) ? "withPurge" : "no";
};
