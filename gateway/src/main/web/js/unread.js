// The number beside "Notifications".

export function bumpUnread() {
  const sign = document.querySelector('.site a[href="/notifications"] .sign');
  if (!sign) return;
  let badge = sign.querySelector('.badge');
  if (!badge) {
    badge = document.createElement('span');
    badge.className = 'badge';
    badge.setAttribute('aria-hidden', 'true');
    sign.append(badge);
  }
  const count = Number.parseInt(badge.textContent || '0', 10) + 1;
  badge.textContent = count < 100 ? String(count) : '99+';
}
