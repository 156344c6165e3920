using Ampwright.Station.Memory;

namespace Ampwright.Station.Files;

/// <summary>
/// What an interrupted download needs to go on where it was; the server decides whether it still can. With <paramref name="keep"/> it outlasts a
/// power cut: every <see cref="Step"/> bytes the file is flushed and then a mark kept, and the mark goes before what it vouches for does.
/// </summary>
/// <param name="mark">What an earlier life kept; null = nothing.</param>
/// <param name="keep">Makes a mark durable before it completes; null as mark = there is nothing to go on from.</param>
internal sealed class DownloadMemory(DownloadMark? mark = null, Func<DownloadMark?, Task>? keep = null)
{
    /// <summary>Bytes from one mark to the next: what a power cut costs at most.</summary>
    public const long Step = 256 << 10;

    private const int LongestValidator = 256;
    private DownloadMark? _kept = mark;

    /// <summary>By which the server tells one version of the file from another: an ETag, or a time stamp. Null = start over.</summary>
    public string? Validator
    {
        get;
        set => field = value is { Length: > LongestValidator } ? null : value;
    }

    /// <summary>The start of a life: leaves in the file what the mark vouches for and nothing else.</summary>
    public void Begin(Stream into)
    {
        var whole = _kept is { } left && into.Length >= left.Length;
        into.SetLength(whole ? _kept!.Length : 0);
        Validator = whole ? _kept!.Validator : null;
    }

    /// <summary>What has arrived is of no use any more.</summary>
    public async Task StartOverAsync(Stream into, CancellationToken cancel)
    {
        Validator = null;
        if (_kept is not null) await keep!(null).WaitAsync(cancel).ConfigureAwait(false);
        _kept = null;
        into.SetLength(0);
    }

    /// <summary>Another piece has arrived.</summary>
    public async Task WrittenAsync(Stream into, CancellationToken cancel)
    {
        if (keep is null || Validator is not { } validator || into.Length - (_kept?.Length ?? 0) < Step) return;
        await into.FlushAsync(cancel).ConfigureAwait(false);
        _kept = new DownloadMark(validator, into.Length);
        await keep(_kept).WaitAsync(cancel).ConfigureAwait(false);
    }
}
