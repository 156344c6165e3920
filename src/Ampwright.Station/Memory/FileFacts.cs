namespace Ampwright.Station.Memory;

/// <summary>A fact about firmware updates and about files that are brought to a server; their sum is <see cref="RememberedFiles"/>.</summary>
internal abstract record FileFact : Fact;

/// <summary>The CSMS ordered a firmware update; it takes the place of an earlier one.</summary>
internal sealed record UpdateOrdered(RememberedUpdate Update) : FileFact;

/// <param name="Digest">SHA-256 of what is staged, hexadecimal, once it is there whole.</param>
internal sealed record UpdateStepped(UpdateStep Step, string? Digest = null) : FileFact;

/// <summary>So much of the image is on the disk.</summary>
/// <param name="Mark">Null = nothing that could be gone on from.</param>
internal sealed record DownloadMarked(DownloadMark? Mark) : FileFact;

/// <summary>The CSMS is to be told a status of the update, in the standard's spelling.</summary>
internal sealed record UpdateReported(string Status) : FileFact;

/// <summary>It was told the oldest of those.</summary>
internal sealed record UpdateReportTold : FileFact;

/// <summary>The CSMS ordered a file to be brought to a server.</summary>
internal sealed record UploadOrdered(RememberedUpload Upload) : FileFact;

/// <summary>It is there, or was given up.</summary>
internal sealed record UploadEnded(UploadKind Kind) : FileFact;
