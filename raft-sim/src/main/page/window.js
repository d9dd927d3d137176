// The window itself: full screen.

export function toggleFullScreen() {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else {
    document.documentElement.requestFullscreen?.().catch(() => {
      // Refused, for instance without a real key press; the window stays as it is.
    });
  }
}
