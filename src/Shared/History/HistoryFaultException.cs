namespace Slo.Shared.History;

/// <summary>What is read is no history.</summary>
/// <param name="faults">Each says where, which value, and what to write instead.</param>
internal sealed class HistoryFaultException(IReadOnlyList<string> faults) : Exception(string.Join("; ", faults))
{
    internal HistoryFaultException(string fault)
        : this([fault])
    {
    }

    internal IReadOnlyList<string> Faults => faults;
}
