namespace Slo.Hosting.Delivery;

/// <summary>Where an entry stands in the queues, as it was when it was put there: an entry is found again by the order in which it was
/// put.</summary>
/// <param name="Worth">What is worth less is dropped first.</param>
/// <param name="Order">Its place among those with the same worth, and among those to be sent.</param>
/// <param name="At">When it is to be sent, or can be forgotten; null if neither comes by itself.</param>
/// <param name="IsPending">Whether something new is to be sent.</param>
/// <param name="IsOver">Whether there is nothing more to send, and <paramref name="At"/> is when it can be forgotten.</param>
internal readonly record struct OutboxPlace(int Worth, long Order, TimeSpan? At, bool IsPending, bool IsOver);
