/**
 * The one global beyond the language that core uses: the WHATWG URL parser, pure and the same in Node and in browsers.
 * Everything else of the platform stays a type error here, which is what keeps core without effects.
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly origin: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  static canParse(url: string, base?: string): boolean;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly host: string;
  readonly href: string;
  readonly searchParams: { get(name: string): string | null; set(name: string, value: string): void };
}
