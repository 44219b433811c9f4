import { type RefCallback, useCallback, useRef, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

/** How large an element is, in pixels, and from when on it has been near the part of the page that is seen. */
export function useSize(): [RefCallback<HTMLElement>, Size, boolean] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [seen, setSeen] = useState(false);
  const stop = useRef<() => void>(() => undefined);
  const observe = useCallback((element: HTMLElement | null) => {
    stop.current();
    if (element === null) {
      return;
    }
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) {
        const { width, height } = entry.contentRect;
        setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
      }
    });
    const sights = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting === true), { rootMargin: '400px' });
    sizes.observe(element);
    sights.observe(element);
    stop.current = () => {
      sizes.disconnect();
      sights.disconnect();
    };
  }, []);
  return [observe, size, seen];
}
