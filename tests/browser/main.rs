//! What a person sees, in a real browser: `homeroom serve` on free ports, Chromium by way of `ChromeDriver`.
