namespace Ampwright.Csms.Prices.Payments;

/// <summary>What a provider is to do. The names are on disk and in the API.</summary>
internal enum ProviderOrderKind
{
    Authorize,
    Capture,
    Release,
    Refund,
}
