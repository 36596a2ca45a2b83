namespace Slo;

/// <summary>Marks endpoints whose responses last as long as their clients listen; see <see cref="SloStreamAttribute"/>.</summary>
public interface ISloStreamMetadata;
