import type { Page, PageRequest } from "@tocsin/core/kernel";

/** Every item of every page of a list, in the order of the walk; `between` happens after each page but the last. */
export const walk = async <Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
  between: (turn: number) => Promise<void> = async () => {},
  limit = 3,
): Promise<readonly Item[]> => {
  const seen: Item[] = [];
  let after: string | null = null;
  for (let turn = 0; ; turn += 1) {
    const page: Page<Item> = await list({ limit, after });
    seen.push(...page.items);
    if (page.next === null) return seen;
    after = page.next;
    await between(turn);
  }
};
