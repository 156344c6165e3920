namespace Ampwright.Lab.Hosting;

/// <summary>What was opened one after the other and is closed together, the last first.</summary>
internal sealed class Closing : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = [];

    public T Add<T>(T one)
        where T : IAsyncDisposable
    {
        _opened.Push(one);
        return one;
    }

    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var one)) await one.DisposeAsync();
    }
}
