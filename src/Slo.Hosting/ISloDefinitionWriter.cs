namespace Slo;

/// <summary>Writes the definition of an objective as a text for people, who see it in the API and on the dashboard.</summary>
/// <remarks><c>AddOpenSlo</c> of Slo.AsCode registers one that writes OpenSLO. Called by any thread.</remarks>
public interface ISloDefinitionWriter
{
    /// <summary>The media type of the text, for example <c>application/yaml</c>.</summary>
    string MediaType { get; }

    /// <summary>Writes one objective. Must not throw; what the format has no words for is left out.</summary>
    /// <param name="objective">What is declared now.</param>
    string Write(SloObjective objective);
}
