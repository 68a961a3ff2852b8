import fc from "fast-check";

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { child: value };
  return value;
};

const polluting: unknown = JSON.parse(
  '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"toString":1}',
);

/** JSON of any kind: another type, nothing, too much, or a key that means something to the language. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.jsonValue(), weight: 4 },
  fc.constantFrom<unknown>(null, "", "null", 0, -1, 1e300, 1e21, true, [], {}, [[]], [null], polluting),
  fc.constantFrom<unknown>(deep(70), deep(1_000), "x".repeat(20_000), "\u202e\u0000\ud800", Array(2_000).fill(0)),
  fc.constantFrom<unknown>("__proto__", "constructor", "0001-01-01T00:00:00Z", "2026-13-45", "<script>", "' OR 1=1 --"),
);

const mutation = fc.record({
  place: fc.nat(),
  action: fc.constantFrom("remove", "replace", "wrap", "add"),
  key: fc.constantFrom("id", "organizationId", "__proto__", "version", "value", "alerts", "kind"),
  value: hostileJson,
});

/** A body that would do, changed in up to four places. */
export const mutationsOf = (example: unknown): fc.Arbitrary<unknown> =>
  fc.array(mutation, { minLength: 1, maxLength: 4 }).map((mutations) => {
    const body: unknown = JSON.parse(JSON.stringify(example));
    const places = placesIn(body);
    for (const { place, action, key, value } of mutations) {
      const target = places[place % Math.max(1, places.length)];
      if (target === undefined) break;
      if (action === "remove") delete target.holder[target.key];
      else if (action === "wrap") target.holder[target.key] = [target.holder[target.key]];
      else set(target.holder, action === "add" ? key : target.key, value);
    }
    return body;
  });

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const placesIn = (value: unknown): readonly Place[] => {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
};

/** As JSON.parse sets it: `__proto__` becomes a key like any other. */
const set = (holder: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};
