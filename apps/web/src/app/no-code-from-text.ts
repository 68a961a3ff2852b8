import { z } from "zod";

// zod compiles its checks with `new Function` where it may. Our content security policy forbids that, and even the
// probe that zod catches is reported as a violation, so it is told before the first schema is used.
z.config({ jitless: true });
