import { firstOf, readName } from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";

/**
 * Who numbers the incidents of a Microsoft tenant. Several kinds of source are doors to the same incidents, so
 * that what comes in by one of them finds what came in by another.
 */
export const authorityOf = (tenantId: unknown, context: NormaliseContext): string =>
  `microsoft-xdr:${(firstOf(readName(tenantId), readName(context.tenantId)) ?? "").toLowerCase()}`;
