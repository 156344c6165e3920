using Microsoft.AspNetCore.Http.Metadata;

namespace Ampwright.Csms.Api;

/// <summary>Lets a route take a larger body than the others; to be given as metadata.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize { get; } = bytes;
}
