/** What stands in for a key that is no longer shown. */
const placeholder = "<key>";

const sample = { title: "Test of the source", severity: "high" } as const;

/** An id of its own for each copy would make each run an incident; the day makes it one a day. */
const eventOf = (now: Date): string =>
  JSON.stringify({ externalId: `test-${now.toISOString().slice(0, 10)}`, ...sample });

/** One event of a source, as commands that work as they stand. */
export const commandsFor = (origin: string, key: string | null, now: Date) => {
  const url = `${origin}/api/v1/ingest`;
  const bearer = `Bearer ${key ?? placeholder}`;
  const event = eventOf(now);
  return {
    url,
    curl: [
      `curl -sS ${url}`,
      `-H 'Authorization: ${bearer}'`,
      "-H 'Content-Type: application/json'",
      `-d '${event}'`,
    ].join(" \\\n  "),
    powershell: [
      `Invoke-RestMethod -Method Post -Uri '${url}'`,
      `-Headers @{ Authorization = '${bearer}' }`,
      "-ContentType 'application/json'",
      `-Body '${event}'`,
    ].join(" `\n  "),
  };
};

/** A configuration of a sending product as it has to be here: our own address, and the key where it is known. */
export const configurationFor = (text: string, origin: string, key: string | null): string =>
  text
    .replaceAll(/http:\/\/127\.0\.0\.1:3000|https:\/\/tocsin\.contoso\.example/g, origin)
    .replaceAll("THE_KEY_OF_THE_SOURCE", key ?? placeholder)
    .replaceAll("TOCSIN_SOURCE_KEY=…", `TOCSIN_SOURCE_KEY='${key ?? placeholder}'`);
