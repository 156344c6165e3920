namespace Ampwright.TestKit;

/// <summary>Waits for something observable. The deadline is generous: it only ends a test that would otherwise hang.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task HoldsAsync(Func<bool> condition, string? what = null, TimeSpan? deadline = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, deadline);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string? what = null, TimeSpan? deadline = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (deadline ?? Deadline))
                throw new TimeoutException($"Did not happen in time: {what ?? "the awaited condition"}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
