namespace Ampwright.Csms.Prices.Payments;

/// <summary>Who moves money for this installation; none, unless the program was started with one.</summary>
internal sealed class PaymentProviders(IEnumerable<IPaymentProvider> providers)
{
    private readonly List<IPaymentProvider> _all = [.. providers];

    /// <summary>By whom new payments are made; null: by nobody.</summary>
    public IPaymentProvider? Present => _all.FirstOrDefault();

    public IPaymentProvider? Find(string name) => _all.Find(provider => provider.Name == name);
}
