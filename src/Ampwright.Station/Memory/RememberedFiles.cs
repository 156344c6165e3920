using System.Collections.Immutable;

namespace Ampwright.Station.Memory;

/// <summary>Firmware updates and uploads that the CSMS ordered: the sum of all <see cref="FileFact"/>s so far.</summary>
internal sealed record RememberedFiles
{
    /// <summary>The last update ordered, whether it is over or not.</summary>
    public RememberedUpdate? Update { get; init; }

    /// <summary>Uploads that are under way.</summary>
    public ImmutableList<RememberedUpload> Uploads { get; init; } = [];

    public RememberedFiles With(FileFact fact) => fact switch
    {
        UpdateOrdered ordered => this with { Update = ordered.Update },
        UpdateStepped stepped => this with { Update = Update! with { Step = stepped.Step, Digest = stepped.Digest ?? Update.Digest, Mark = null } },
        DownloadMarked marked => this with { Update = Update! with { Mark = marked.Mark } },
        UpdateReported reported => this with { Update = Update! with { LastStatus = reported.Status, Due = Update.Due.Add(reported.Status) } },
        UpdateReportTold => this with { Update = Update! with { Due = Update.Due.IsEmpty ? Update.Due : Update.Due.RemoveAt(0) } },
        UploadOrdered ordered => this with { Uploads = Uploads.RemoveAll(one => one.Kind == ordered.Upload.Kind).Add(ordered.Upload) },
        UploadEnded ended => this with { Uploads = Uploads.RemoveAll(one => one.Kind == ended.Kind) },
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "This kind of fact has no meaning here."),
    };
}

internal enum UpdateStep
{
    /// <summary>The image is still to be fetched.</summary>
    Ordered,

    /// <summary>The image is in the slot, whole and signed as it should be.</summary>
    Fetched,

    /// <summary>The image is being activated, or runs on trial.</summary>
    Installing,

    /// <summary>Over, whatever the outcome.</summary>
    Done,
}

/// <param name="RequestId">Of SignedUpdateFirmware; null = UpdateFirmware, which knows no signature.</param>
/// <param name="RetryInterval">Seconds.</param>
internal sealed record RememberedUpdate(
    int? RequestId, string Location, DateTimeOffset RetrieveAt, DateTimeOffset? InstallAt, int? Retries, int? RetryInterval, string? SigningCertificate, string? Signature)
{
    public UpdateStep Step { get; init; }

    /// <summary>SHA-256 of the staged image, hexadecimal.</summary>
    public string? Digest { get; init; }

    /// <summary>How much of the image a download that did not end has left on the disk; null = nothing to go on from.</summary>
    public DownloadMark? Mark { get; init; }

    public string? LastStatus { get; init; }

    /// <summary>Statuses the CSMS has not heard yet, oldest first.</summary>
    public ImmutableList<string> Due { get; init; } = [];
}

/// <param name="Validator">By which the server tells whether it still has the same file.</param>
/// <param name="Length">Bytes of it that are on the disk.</param>
internal sealed record DownloadMark(string Validator, long Length);

internal enum UploadKind
{
    /// <summary>GetDiagnostics.</summary>
    Diagnostics,

    /// <summary>GetLog.</summary>
    Log,
}

/// <param name="RequestId">Of GetLog.</param>
/// <param name="SecurityLog">What GetLog wants; false = diagnostics.</param>
/// <param name="RetryInterval">Seconds.</param>
internal sealed record RememberedUpload(
    UploadKind Kind, int? RequestId, bool SecurityLog, string Location, string FileName, DateTimeOffset? From, DateTimeOffset? Until, int? Retries, int? RetryInterval);
