/** The page's mark. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 21v-5M13 21V11M19 21v-7M25 21V8" />
    </svg>
  );
}
