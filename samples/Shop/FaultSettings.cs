namespace Shop;

/// <summary>
/// What is broken. Shares are in [0, 1]: of the shop's requests that fail, throw, or are slow; of payments and refunds that the provider refuses
/// or answers late; and of inserts that fail or are slow in the database (if the shop has one). A bad version throws in every second request that
/// names it in the header X-Shop-Version, and the new discount in every order of three.
/// </summary>
internal sealed record FaultSettings(
    double ErrorShare = 0, double ExceptionShare = 0, double LatencyShare = 0, int LatencyMilliseconds = 300, double PaymentErrorShare = 0,
    double DatabaseErrorShare = 0, double PaymentLatencyShare = 0, int PaymentLatencyMilliseconds = 300, double RefundErrorShare = 0,
    double DatabaseLatencyShare = 0, int DatabaseLatencyMilliseconds = 300, string? BadVersion = null, bool HasNewDiscount = false)
{
    internal bool IsValid => IsShare(ErrorShare) && IsShare(ExceptionShare) && IsShare(LatencyShare) && IsShare(PaymentErrorShare)
        && IsShare(DatabaseErrorShare) && IsShare(PaymentLatencyShare) && IsShare(RefundErrorShare) && IsShare(DatabaseLatencyShare)
        && IsTime(LatencyMilliseconds) && IsTime(PaymentLatencyMilliseconds) && IsTime(DatabaseLatencyMilliseconds);

    /// <summary>Those of the payment provider.</summary>
    internal PaymentFaults OfPayments => new(PaymentErrorShare, RefundErrorShare, PaymentLatencyShare, PaymentLatencyMilliseconds);

    private static bool IsShare(double value) => value is >= 0 and <= 1;

    private static bool IsTime(int milliseconds) => milliseconds is >= 0 and <= 10_000;
}
