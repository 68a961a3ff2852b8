/** Where the jobs lie in Redis: under `tocsin:jobs:`. */
export const place = { name: "jobs", prefix: "tocsin" } as const;
