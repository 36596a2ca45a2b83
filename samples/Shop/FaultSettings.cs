namespace Shop;

/// <summary>Shares are in [0, 1]: of the shop's requests that fail, throw, or are slow, of payments that are refused by a broken provider, and of inserts that fail in the database (if the shop has one).</summary>
internal sealed record FaultSettings(
    double ErrorShare = 0, double ExceptionShare = 0, double LatencyShare = 0, int LatencyMilliseconds = 300, double PaymentErrorShare = 0,
    double DatabaseErrorShare = 0)
{
    internal bool IsValid => IsShare(ErrorShare) && IsShare(ExceptionShare) && IsShare(LatencyShare) && IsShare(PaymentErrorShare)
        && IsShare(DatabaseErrorShare) && LatencyMilliseconds is >= 0 and <= 10_000;

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
