namespace Shop;

/// <summary>What is broken at the payment provider: shares of payments and of refunds that it refuses, and of both that it answers late.</summary>
internal sealed record PaymentFaults(double PaymentErrorShare, double RefundErrorShare, double LatencyShare, int LatencyMilliseconds)
{
    /// <summary>Answers as a provider that is broken in this way.</summary>
    internal async Task<IResult> AnswerAsync(Payment payment, double errorShare, CancellationToken cancellation)
    {
        if (Faults.Hits(LatencyShare))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(LatencyMilliseconds), TimeProvider.System, cancellation);
        }

        return Faults.Hits(errorShare) ? Results.StatusCode(StatusCodes.Status502BadGateway) : Results.Ok(payment);
    }
}
