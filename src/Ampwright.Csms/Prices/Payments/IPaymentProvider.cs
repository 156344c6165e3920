namespace Ampwright.Csms.Prices.Payments;

/// <summary>
/// The port to whoever moves the money. Every order has a key: an order whose key was seen before moves nothing and gets the first answer again, which
/// is what makes it safe to ask again when an answer was lost.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>In the address of its notices and beside each payment.</summary>
    string Name { get; }

    /// <summary>Sets an amount aside on the payer's account.</summary>
    /// <exception cref="HttpRequestException">No answer: nobody knows whether it was done.</exception>
    Task<ProviderAnswer> AuthorizeAsync(ProviderOrder order, CancellationToken cancel);

    /// <summary>Takes an amount, at most what was set aside; the rest is free again.</summary>
    /// <inheritdoc cref="AuthorizeAsync"/>
    Task<ProviderAnswer> CaptureAsync(ProviderOrder order, CancellationToken cancel);

    /// <summary>Frees what was set aside.</summary>
    /// <inheritdoc cref="AuthorizeAsync"/>
    Task<ProviderAnswer> ReleaseAsync(ProviderOrder order, CancellationToken cancel);

    /// <summary>Gives back an amount, at most what was taken.</summary>
    /// <inheritdoc cref="AuthorizeAsync"/>
    Task<ProviderAnswer> RefundAsync(ProviderOrder order, CancellationToken cancel);

    /// <summary>Reads what the provider sent by itself.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="signature">Of the header <c>Payment-Signature</c>; null without one.</param>
    /// <returns>Null when it is not proven to be the provider's, or cannot be read.</returns>
    ProviderNotice? ReadNotice(byte[] body, string? signature);
}

/// <param name="Key">What makes it this order, however often it is sent.</param>
/// <param name="Payment">Our number of the payment.</param>
/// <param name="Method">What the provider knows the payer's card or account by.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">In the currency.</param>
/// <param name="AuthorizationReference">The provider's word for the authorization; null for one.</param>
internal sealed record ProviderOrder(string Key, long Payment, string Method, string Currency, decimal Amount, string? AuthorizationReference);

/// <param name="Outcome">What became of the order.</param>
/// <param name="Reference">The provider's word for it.</param>
/// <param name="Why">Why it was declined.</param>
internal sealed record ProviderAnswer(ProviderOutcome Outcome, string? Reference, string? Why = null);

/// <param name="Id">Told once: the same id again is the same notice.</param>
/// <param name="OrderKey">Of which order.</param>
/// <param name="Answer">What became of it.</param>
internal sealed record ProviderNotice(string Id, string OrderKey, ProviderAnswer Answer);

internal enum ProviderOutcome
{
    Done,
    Declined,

    /// <summary>A notice will tell.</summary>
    Pending,
}
