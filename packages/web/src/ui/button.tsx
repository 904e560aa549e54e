import type { ComponentProps, ReactElement } from "react";

const looks = {
  primary: "bg-accent text-on-accent hover:brightness-110 disabled:bg-line disabled:text-muted",
  quiet: "text-muted hover:bg-accent-soft hover:text-ink disabled:opacity-50 disabled:hover:bg-transparent",
  outlined: "border border-edge text-ink hover:bg-accent-soft disabled:opacity-50",
  inherited: "border border-current text-current hover:bg-current/10",
  danger: "bg-danger text-paper hover:brightness-110",
} as const;

const shapes = {
  text: "h-9 px-3.5 text-sm",
  small: "h-8 px-2.5 text-[0.8125rem]",
  icon: "size-9",
} as const;

/** A native button's attributes, with a look for its weight and a shape for its content. */
export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: keyof typeof looks;
  readonly shape?: keyof typeof shapes;
}

/** A button. Default: outlined, with text. */
export function Button({
  look = "outlined",
  shape = "text",
  className = "",
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={`inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium transition-colors disabled:cursor-not-allowed ${looks[look]} ${shapes[shape]} ${className}`}
      {...rest}
    />
  );
}
