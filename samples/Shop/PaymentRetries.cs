namespace Shop;

/// <summary>Whether a payment that failed is tried again: a second run of the chaos experiment tests the shop with it.</summary>
internal sealed class PaymentRetries
{
    private volatile bool _areOn;

    internal bool AreOn
    {
        get => _areOn;
        set => _areOn = value;
    }
}
